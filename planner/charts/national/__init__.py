"""The school beside national figures in sentences, a picture and tables."""
