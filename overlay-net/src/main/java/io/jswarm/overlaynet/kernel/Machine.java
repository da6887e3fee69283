package io.jswarm.overlaynet.kernel;

/** The processor this runs on, as far as the kernel's numbers depend on it. */
final class Machine {
  static final boolean X86_64 = "amd64".equals(System.getProperty("os.arch"));

  private Machine() {}
}
