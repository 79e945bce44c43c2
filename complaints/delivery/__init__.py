"""How a case leaves the house, or stays in it: one port, several adapters, one dispatcher.

- `ConsoleQueue` (the default): the case waits for the staff, nothing leaves.
- `Mail`: to the mailbox of an office, over TLS.
- `Webhook`: signed JSON to another system, over HTTPS.
- `Folder`: a JSON or CSV file a case, for batches; `export` writes many cases into one file.
- `Nothing`: the case is kept and nobody is told.

`Dispatch` keeps what is to be sent in the database and tries until it has succeeded.
"""

from complaints.delivery.batch import Folder, export, write_private
from complaints.delivery.dispatch import Dispatch
from complaints.delivery.house import ConsoleQueue, Nothing
from complaints.delivery.mail import Mail, MailServer
from complaints.delivery.port import Delivery, DeliveryFailed, Receipt
from complaints.delivery.webhook import Webhook, signature

__all__ = [
    "ConsoleQueue",
    "Delivery",
    "DeliveryFailed",
    "Dispatch",
    "Folder",
    "Mail",
    "MailServer",
    "Nothing",
    "Receipt",
    "Webhook",
    "export",
    "signature",
    "write_private",
]
