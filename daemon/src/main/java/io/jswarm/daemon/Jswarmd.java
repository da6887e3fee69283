package io.jswarm.daemon;

import io.jswarm.pki.TlsResumption;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's entry. Exit codes: 0 after SIGTERM or SIGINT, 1 when it cannot start or go on (the
 * message says why), 125 for a wrong command line.
 */
public final class Jswarmd {
  private static final int EXIT_FAILURE = 1;
  private static final int EXIT_USAGE = 125;

  private Jswarmd() {}

  /** Runs the daemon until it is told to stop. */
  public static void main(String[] args) {
    TlsResumption.turnOff();
    DaemonOptions options;
    try {
      options = DaemonOptions.of(args);
    } catch (UsageException | IOException e) {
      stderr("jswarmd: " + e.getMessage() + "\nSee 'jswarmd --help'.");
      System.exit(EXIT_USAGE);
      return;
    }
    if (options.isHelp()) {
      stdout(DaemonOptions.usage());
      return;
    }
    if (options.isVersion()) {
      stdout("jswarmd " + Version.TEXT + "\n");
      return;
    }
    System.setProperty("jswarm.log.level", options.logLevel());
    System.exit(run(options));
  }

  private static int run(DaemonOptions options) {
    Logger log = LoggerFactory.getLogger(Jswarmd.class);
    try {
      Daemon daemon = Daemon.start(options);
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> endWith(daemon)));
      Readiness.tellServiceManager();
      daemon.awaitStop();
      return 0;
    } catch (StartupException e) {
      log.debug("start-up failed", e);
      stderr("jswarmd: " + e.getMessage());
      return EXIT_FAILURE;
    } catch (InterruptedException _) {
      return EXIT_FAILURE;
    }
  }

  /** A JVM that a signal ends would exit with 128 and the signal's number, though all went well. */
  private static void endWith(Daemon daemon) {
    daemon.stop();
    Runtime.getRuntime().halt(0);
  }

  private static void stdout(String text) {
    try (PrintWriter out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      out.print(text);
    }
  }

  private static void stderr(String line) {
    try (PrintWriter out =
        new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)) {
      out.println(line);
    }
  }
}
