/**
 * Requests from real clients to real services, and what became of each. The program that sends and
 * answers them is {@code lab/app/netapp.c}; the classes here start it where the caller stands
 * ({@link io.jswarm.lab.traffic.Place}) and read what it prints.
 */
@NullMarked
package io.jswarm.lab.traffic;

import org.jspecify.annotations.NullMarked;
