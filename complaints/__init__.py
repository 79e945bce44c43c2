"""The case file, and what every part that acts for a person needs: services and privacy.

So far it holds the services handed to actions (`configure`, `services`) and the protection of
personal data (`Cipher`, `mask`); cases, documents and delivery build on them.
"""

from complaints.privacy import Cipher, KeyMissing, mask
from complaints.services import NotConfigured, Services, configure, services

__all__ = [
    "Cipher",
    "KeyMissing",
    "NotConfigured",
    "Services",
    "configure",
    "mask",
    "services",
]
