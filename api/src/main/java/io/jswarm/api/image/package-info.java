/**
 * Names of images, read by one grammar wherever one is said: what managers take into a spec, nodes
 * can read. Pure.
 */
@NullMarked
package io.jswarm.api.image;

import org.jspecify.annotations.NullMarked;
