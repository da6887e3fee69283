package io.jswarm.overlaynet.kernel;

import io.jswarm.overlaynet.state.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The settings of the calling thread's network namespace: which one a file of {@code /proc/sys/net}
 * is about is decided when it is opened.
 */
final class Settings {
  private static final Path ROOT = Path.of("/proc/sys/net");

  private final String namespace;

  Settings(String namespace) {
    this.namespace = namespace;
  }

  void write(Setting setting) throws KernelException {
    try {
      Files.writeString(ROOT.resolve(setting.path()), setting.value(), StandardOpenOption.WRITE);
    } catch (NoSuchFileException _) {
      throw failed("cannot write", setting.path(), "this kernel or namespace has none");
    } catch (IOException e) {
      throw failed("cannot write '" + setting.value() + "' to", setting.path(), reason(e));
    }
  }

  Optional<Setting> read(String path) throws KernelException {
    try {
      return Optional.of(new Setting(path, Files.readString(ROOT.resolve(path)).strip()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("cannot read", path, reason(e));
    }
  }

  private KernelException failed(String what, String path, String reason) {
    return new KernelException(
        "%s setting %s in %s: %s".formatted(what, path.replace('/', '.'), namespace, reason));
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
