"""The process: Rasa's agent in our own server, with nothing lost between door and answer.

`storage` keeps messages, replies and conversations; `tracker_store` is Rasa's view of it; `turns`
takes one message from door to replies; `assistant` is the loaded agent; `app` puts all together.
"""
