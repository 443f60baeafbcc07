"""The pages: values of the views made into markup."""
