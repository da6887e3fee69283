/**
 * Go's text/template, as Swarm offers it in specs and in the payloads of secrets and configs: the
 * whole language but for {@code define}, {@code template}, {@code block} and complex numbers, over
 * the fields of {@link io.jswarm.api.template.TemplateContext}, with Go's sentences for what is
 * wrong. Managers try what they take in by the same code that nodes fill it in with; start at
 * {@link io.jswarm.api.template.Templates}. Pure, and bounded in steps, depth and length.
 */
@NullMarked
package io.jswarm.api.template;

import org.jspecify.annotations.NullMarked;
