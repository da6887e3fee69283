package io.jswarm.cli.command;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;

/**
 * Where a command reads and writes.
 *
 * @param terminal whether people watch standard output
 * @param colour whether they want colours
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    InstantSource clock,
    boolean terminal,
    boolean colour) {}
