package io.jswarm.daemon.node;

import io.jswarm.pki.NodeIdentity;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits until somebody sets the clock of a host right on which the node's certificate seems to be
 * of the past or of the future.
 */
final class RightClock {
  private static final long LOOK_SECONDS = 1;

  private RightClock() {}

  /**
   * Looks at the clock from now on; returns at once.
   *
   * @param wanted asked at every look; false ends the waiting
   * @param then run once, when the certificate is valid by the clock
   */
  static void await(
      InstantSource clock, NodeIdentity identity, BooleanSupplier wanted, Runnable then) {
    Thread.ofVirtual()
        .name("right-clock")
        .start(() -> {
          try {
            while (wanted.getAsBoolean()) {
              if (identity.refusalAt(clock.instant()).isEmpty()) {
                then.run();
                return;
              }
              TimeUnit.SECONDS.sleep(LOOK_SECONDS);
            }
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
