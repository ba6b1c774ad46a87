"""What a decided reply is made of: values, groups, lists, yes or no, the context of the answer."""
