"""The WeChat official account: replies as its messages, and the way in and out."""
