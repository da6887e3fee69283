/**
 * Values as Go prints them, for sentences that clients know from Docker: quoted texts, floating
 * point numbers. Pure.
 */
@NullMarked
package io.jswarm.api.text;

import org.jspecify.annotations.NullMarked;
