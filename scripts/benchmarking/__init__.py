"""Measures qa_bot beside other search libraries on the same passages.

__main__      the command: what is asked for, and what is written
running       a child process for each measurement, in rounds
measures      what is measured, one row each; run in a child
libraries     what is measured beside each other, one row each
corpus        a folder of articles of the size asked for
place         where the files of one corpus lie
figures       what is shown of the measurements, one row each
tables        the figures as Markdown
plots         the figures as SVG
"""
