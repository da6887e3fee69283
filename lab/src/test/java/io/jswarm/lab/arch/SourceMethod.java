package io.jswarm.lab.arch;

/**
 * A method or constructor as written: its name, first line, length in lines, and number of
 * parameters.
 */
record SourceMethod(String name, long line, long length, int parameters) {}
