/**
 * {@code jswarm service ...}. Creating and changing specs is in {@code service.spec}, waiting for
 * the result in {@code service.progress}; here are the commands and what they print.
 */
@NullMarked
package io.jswarm.cli.service;

import org.jspecify.annotations.NullMarked;
