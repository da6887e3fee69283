package io.jswarm.cli.render;

/** A column of a list: the field a template names, and its heading. */
public record Column(String field, String heading) {}
