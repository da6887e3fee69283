/** Hosts made of namespaces on one machine: simulation, end-to-end and fault tests, benchmarks. */
@NullMarked
package io.jswarm.lab;

import org.jspecify.annotations.NullMarked;
