/** Output that several commands share: lists as tables, templates or JSON, and {@code inspect}. */
@NullMarked
package io.jswarm.cli.render;

import org.jspecify.annotations.NullMarked;
