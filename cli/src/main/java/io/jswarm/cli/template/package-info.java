/**
 * Go's text/template for {@code --format}: pipelines, variables, if, range, with, the comparison
 * functions and Docker's own (json, join, split, upper, lower, title, pad, truncate). Values are
 * the JSON tree of {@code cli.json} and {@link io.jswarm.cli.template.Row}. Not here: define,
 * template, block, call, and escaping functions, which are refused by name. Pure.
 */
@NullMarked
package io.jswarm.cli.template;

import org.jspecify.annotations.NullMarked;
