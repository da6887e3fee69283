package io.jswarm.cli.system;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.EngineClient;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonWriter;
import io.jswarm.cli.template.Template;
import java.io.IOException;
import java.util.Map;

/** {@code version}: this client's and the daemon's. */
public final class Version implements Command {
  /** The version of this client. */
  public static final String CLIENT = "0.1.0";

  @Override
  public Synopsis synopsis() {
    return Synopsis.of("Show the versions of this client and of the daemon.");
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .toggle("client", "Only this client's; does not call the daemon")
        .value("f", "format", "FORMAT", "json, or a Go template over .Client and .Server");
  }

  @Override
  public int run(Invocation call) throws IOException {
    String format = call.flags().text("format");
    JsonObject client = client();
    if (format.isEmpty()) {
      call.println(section("Client:", client));
    }
    if (call.flags().toggle("client") && format.isEmpty()) {
      return 0;
    }
    call.console().out().flush();
    JsonObject both = new JsonObject().set("Client", client);
    if (!call.flags().toggle("client")) {
      both.set("Server", call.client().object("/version"));
    }
    if (format.isEmpty()) {
      call.println("");
      call.println(server(both.object("Server")));
    } else if (format.equals("json")) {
      call.println(JsonWriter.compact(both));
    } else {
      call.println(Template.parse(format).execute(both));
    }
    return 0;
  }

  private static JsonObject client() {
    return new JsonObject()
        .set("Version", CLIENT)
        .set("ApiVersion", EngineClient.API_VERSION)
        .set("JavaVersion", System.getProperty("java.version", ""))
        .set("Os", "linux")
        .set("Arch", arch());
  }

  private static String arch() {
    String arch = System.getProperty("os.arch", "");
    return arch.equals("aarch64") ? "arm64" : arch;
  }

  private static String section(String heading, JsonObject part) {
    StringBuilder text = new StringBuilder(heading);
    line(text, " Version:", part.text("Version"));
    line(text, " API version:", part.text("ApiVersion"));
    line(text, " Java version:", part.text("JavaVersion"));
    line(text, " OS/Arch:", part.text("Os") + "/" + part.text("Arch"));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append('\n').append(name).repeat(' ', Math.max(1, 20 - name.length())).append(value);
    }
  }

  private static String server(JsonObject server) {
    StringBuilder text = new StringBuilder("Server:");
    String name = server.object("Platform").text("Name");
    text.append(name.isEmpty() ? "" : " " + name);
    for (JsonObject component : server.objects("Components")) {
      text.append("\n ").append(component.text("Name")).append(':');
      line(text, "  Version:", component.text("Version"));
      for (Map.Entry<String, String> detail : component.textMap("Details").entrySet()) {
        line(text, "  " + detail.getKey() + ":", detail.getValue());
      }
    }
    if (server.objects("Components").isEmpty()) {
      line(text, " Version:", server.text("Version"));
      line(text, " API version:", server.text("ApiVersion"));
    }
    return text.toString();
  }
}
