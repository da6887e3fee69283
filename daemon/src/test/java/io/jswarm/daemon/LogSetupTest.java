package io.jswarm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is logged, and of what nothing. */
class LogSetupTest {
  private final LoggerContext logs = new LoggerContext();

  @AfterEach
  void stop() {
    logs.stop();
  }

  @Test
  void logbackFindsIt() {
    assertThat(ServiceLoader.load(Configurator.class)).hasOnlyElementsOfType(LogSetup.class);
  }

  @Test
  void librariesOnlyWarnButForWhatRaftDecides() {
    new LogSetup().configure(logs);
    assertThat(logs.getLogger("io.jswarm.daemon.Jswarmd").getEffectiveLevel())
        .isEqualTo(Level.INFO);
    assertThat(logs.getLogger("org.apache.ratis.grpc.server").getEffectiveLevel())
        .isEqualTo(Level.WARN);
    assertThat(logs.getLogger("org.apache.ratis.server.impl.LeaderElection").getEffectiveLevel())
        .isEqualTo(Level.INFO);
    assertThat(logs.getLogger("io.netty.channel").isInfoEnabled()).isFalse();
  }

  @Test
  void writesToOnePlace() {
    new LogSetup().configure(logs);
    assertThat(logs.getLogger("ROOT").iteratorForAppenders())
        .toIterable()
        .singleElement()
        .satisfies(appender -> assertThat(appender.isStarted()).isTrue());
  }

  @Test
  void aLineSaysWhenHowBadWhoAndWhat() {
    LoggingEvent event =
        new LoggingEvent(
            "", logs.getLogger("io.jswarm.daemon.Jswarmd"), Level.INFO, "{} of {}", null, null);
    event.setArgumentArray(new Object[] {1, 2});
    assertThat(new LogLine().doLayout(event))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  Jswarmd 1 of 2\n");
  }

  @Test
  void whatWasThrownFollowsTheLine() {
    Exception thrown = new IllegalStateException("outer", new IOException("inner"));
    LoggingEvent event =
        new LoggingEvent("", logs.getLogger("ROOT"), Level.ERROR, "it failed", thrown, null);
    assertThat(new LogLine().doLayout(event).lines())
        .anyMatch(line -> line.endsWith("ERROR ROOT it failed"))
        .contains("java.lang.IllegalStateException: outer")
        .anyMatch(line -> line.startsWith("Caused by: java.io.IOException: inner"));
  }
}
