package io.jswarm.overlaynet.kernel;

/** The processor this runs on, as far as the kernel's numbers and struct layouts depend on it. */
public final class Machine {
  /** Whether it is an x86-64; else it is taken for an arm64. */
  public static final boolean X86_64 = "amd64".equals(System.getProperty("os.arch"));

  private Machine() {}
}
