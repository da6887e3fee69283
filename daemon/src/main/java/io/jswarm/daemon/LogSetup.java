package io.jswarm.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;

/**
 * What is logged, and how a line looks: to standard error, from the level that the property {@code
 * jswarm.log.level} names (info), of libraries only what people can act upon. Logback finds it as a
 * service: read from a file, the same few lines would load an XML parser into every daemon.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext logs) {
    level(logs, "org.apache.ratis", Level.WARN);
    level(logs, "org.apache.ratis.server.impl", Level.INFO);
    level(logs, "io.grpc", Level.WARN);
    level(logs, "io.netty", Level.WARN);
    Logger root = logs.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(System.getProperty("jswarm.log.level"), Level.INFO));
    root.addAppender(standardError(logs));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static void level(LoggerContext logs, String name, Level level) {
    logs.getLogger(name).setLevel(level);
  }

  private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext logs) {
    LogLine line = new LogLine();
    line.setContext(logs);
    line.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(logs);
    encoder.setLayout(line);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(logs);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
