"""What a decided reply is made of: values, groups, lists, yes or no, what goes beside the answer."""
