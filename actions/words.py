"""Short connecting phrases of the conversation; whole replies stand in domain.yml or content."""

NOTED = "记下了——{facts}。"
GO_ON = "好的。"
UNCHANGED = "前面说的要求和办法不变。"
COMPLETE = "要紧的情况都清楚了，可以照上面的步骤做；有新情况随时说。"
WHICH = "您说的是哪一种情况？点一个，或者换个说法再讲讲。"
NONE_OF_THESE = "都不是"
