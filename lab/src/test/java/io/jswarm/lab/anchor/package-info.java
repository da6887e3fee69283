/**
 * The lab's verbs tried on hosts with real Docker Engines: what holds there is the lab's own doing.
 */
@NullMarked
package io.jswarm.lab.anchor;

import org.jspecify.annotations.NullMarked;
