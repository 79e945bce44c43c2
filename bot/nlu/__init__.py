"""Understanding: Rasa graph components, each one step of reading a Chinese message.

Normaliser → Segmenter → MatterClassifier → AskClassifier → FactReader → DangerWatch → ChoiceReader. Each reads
and sets properties of the Rasa message; what later parts need is in its parse data:

- `intent`, `intent_ranking`: what the person is doing;
- `disputes`: `[{id, confidence}]`, best first; `elsewhere`: the same for matters that are not ours;
- `stories`: the disputes again, when nothing was said before the message;
- `ask`: what is asked (rights, compensation, …, none);
- `facts`: fact id → value as JSON; `spans`: the same with their places in the text;
- `day`: the day of the message, which relative days are read from;
- `choice`: the button pressed, if one was: `{fact, value}`;
- `danger`: null, or the id of a file in knowledge/content/dangers.
"""
