package io.jswarm.cli.image;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.ImageName;
import io.jswarm.cli.render.Listing;
import io.jswarm.cli.template.Row;
import io.jswarm.cli.text.Ages;
import io.jswarm.cli.text.Sizes;
import io.jswarm.cli.text.Words;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code image ls}. */
public final class ImageLs implements Command {
  private static final String NONE = "<none>";
  private static final int SIZE_DIGITS = 3;
  private static final String[] MORE = {"Digest", "DIGEST", "CreatedAt", "CREATED AT"};
  private static final Listing IMAGES =
      Listing.of(
          5,
          "Repository",
          "REPOSITORY",
          "Tag",
          "TAG",
          "ID",
          "IMAGE ID",
          "CreatedSince",
          "CREATED",
          "Size",
          "SIZE",
          MORE[0],
          MORE[1],
          MORE[2],
          MORE[3]);
  private static final Listing WITH_DIGESTS =
      Listing.of(
          6,
          "Repository",
          "REPOSITORY",
          "Tag",
          "TAG",
          MORE[0],
          MORE[1],
          "ID",
          "IMAGE ID",
          "CreatedSince",
          "CREATED",
          "Size",
          "SIZE",
          MORE[2],
          MORE[3]);

  @Override
  public Synopsis synopsis() {
    return new Synopsis("[REPOSITORY[:TAG]]", "List the images this node holds.", 0, 1);
  }

  @Override
  public FlagSet flags() {
    return Listing.flags("Only images that match", "Print ids only")
        .toggle("a", "all", "Also images that only others are built on")
        .toggle("digests", "Show digests")
        .toggle("no-trunc", "Shorten nothing");
  }

  @Override
  public int run(Invocation call) throws IOException {
    ParsedFlags flags = call.flags();
    Request request = Request.get("/images/json").queryIf(flags.toggle("all"), "all");
    var filters = flags.filters();
    if (!call.arguments().isEmpty()) {
      filters.add("reference", call.argument(0));
    }
    if (!filters.isEmpty()) {
      request.query("filters", filters.json());
    }
    Instant now = call.console().clock().instant();
    List<Row> rows = new ArrayList<>();
    for (JsonObject image : call.client().objects(request)) {
      rows.addAll(rows(image, flags.toggle("no-trunc"), now));
    }
    (flags.toggle("digests") ? WITH_DIGESTS : IMAGES).print(call, "ID", rows);
    return 0;
  }

  /** A row for each tag; an image without one has a row all the same. */
  private static List<Row> rows(JsonObject image, boolean whole, Instant now) {
    List<String> tags = new ArrayList<>(image.texts("RepoTags"));
    tags.remove("<none>:<none>");
    List<Row> rows = new ArrayList<>();
    for (String tag : tags) {
      String repository = ImageName.withoutTag(tag);
      rows.add(row(image, repository, ImageName.tag(tag), whole, now));
    }
    if (rows.isEmpty()) {
      List<String> digests = image.texts("RepoDigests");
      String digest = digests.isEmpty() ? NONE : digests.getFirst();
      int at = digest.indexOf('@');
      rows.add(row(image, at < 0 ? NONE : digest.substring(0, at), NONE, whole, now));
    }
    return rows;
  }

  private static Row row(
      JsonObject image, String repository, String tag, boolean whole, Instant now) {
    String digest = NONE;
    for (String known : image.texts("RepoDigests")) {
      if (known.startsWith(repository + "@")) {
        digest = known.substring(repository.length() + 1);
      }
    }
    Instant created = Instant.ofEpochSecond(image.number("Created"));
    return new Row()
        .with("ID", whole ? image.text("Id") : Words.shortId(image.text("Id")))
        .with("Repository", repository)
        .with("Tag", tag)
        .with("Digest", digest)
        .with("CreatedSince", Ages.words(Duration.between(created, now)) + " ago")
        .with("CreatedAt", Ages.goTime(created))
        .with("Size", Sizes.decimal(image.number("Size"), SIZE_DIGITS));
  }
}
