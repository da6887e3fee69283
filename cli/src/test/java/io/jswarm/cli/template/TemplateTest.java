package io.jswarm.cli.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.cli.json.JsonReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {
  private static final String SERVICE =
      """
      {"ID":"abc","Spec":{"Name":"web","Labels":{"b":"2","a":"1"},
      "TaskTemplate":{"ContainerSpec":{"Image":"busybox","Args":["sleep","1 0"]}},
      "Mode":{"Replicated":{"Replicas":3}}},"Ratio":0.50,"Init":false,"Nothing":null,"Empty":[]}
      """;

  record Case(String template, String text) {}

  static List<Case> cases() {
    return List.of(
        new Case("{{.ID}}", "abc"),
        new Case("{{ .Spec.Name }}!", "web!"),
        new Case("{{.Spec.Labels}}", "map[a:1 b:2]"),
        new Case("{{.Spec.TaskTemplate.ContainerSpec.Args}}", "[sleep 1 0]"),
        new Case("{{json .Spec.TaskTemplate.ContainerSpec.Args}}", "[\"sleep\",\"1 0\"]"),
        new Case("{{join .Spec.TaskTemplate.ContainerSpec.Args \", \"}}", "sleep, 1 0"),
        new Case("{{.Spec.Mode.Replicated.Replicas}}", "3"),
        new Case("{{.Ratio}} {{.Init}}", "0.5 false"),
        new Case("{{.Spec.Nope.Deeper}}", "<no value>"),
        new Case("{{json .Spec.Nope}}", "null"),
        new Case("{{upper .Spec.Name}}{{lower \"AB\"}}{{title \"one two\"}}", "WEBabOne Two"),
        new Case("{{.Spec.Name | upper | printf \"%s-%d\"}}", "WEB-%!d(MISSING)"),
        new Case(
            "{{printf \"%5s|%-5s|%05d|%q|%.1f|%v%%\" .ID .ID 42 .ID .Ratio true}}",
            "  abc|abc  |00042|\"abc\"|0.5|true%"),
        new Case("{{println .ID 7}}", "abc 7\n"),
        new Case("{{print .ID 7 8 \"x\"}}", "abc7 8x"),
        new Case("{{len .Spec.Labels}} {{len \"äb\"}} {{len .Spec.None}}", "2 3 0"),
        new Case(
            "{{index .Spec.Labels \"b\"}}{{index .Spec.TaskTemplate.ContainerSpec.Args 0}}",
            "2sleep"),
        new Case("{{(index .Spec.TaskTemplate.ContainerSpec.Args 1)}}", "1 0"),
        new Case("{{slice .ID 1 2}}{{slice .ID 1}}", "bbc"),
        new Case("{{split \"a,b\" \",\"}}", "[a b]"),
        new Case("{{pad .ID 1 2}}|{{truncate .ID 2}}", " abc  |ab"),
        new Case("{{if .Spec.Mode.Global}}g{{else if eq .ID \"abc\"}}e{{else}}n{{end}}", "e"),
        new Case("{{if and .ID (not .Init)}}yes{{end}}", "yes"),
        new Case("{{if or .Init .Empty .Nothing}}x{{else}}none{{end}}", "none"),
        new Case("{{if gt .Spec.Mode.Replicated.Replicas 2}}many{{end}}", "many"),
        new Case(
            "{{eq 1 2 3 1}} {{ne 1 2}} {{lt 1 2}} {{le 2 2}} {{ge \"b\" \"a\"}}",
            "true true true true true"),
        new Case("{{range .Spec.TaskTemplate.ContainerSpec.Args}}<{{.}}>{{end}}", "<sleep><1 0>"),
        new Case("{{range $k, $v := .Spec.Labels}}{{$k}}={{$v}};{{end}}", "a=1;b=2;"),
        new Case("{{range $i, $v := .Spec.TaskTemplate.ContainerSpec.Args}}{{$i}}{{end}}", "01"),
        new Case("{{range .Empty}}x{{else}}empty{{end}}", "empty"),
        new Case("{{range 3}}{{.}}{{end}}", "012"),
        new Case(
            "{{range 5}}{{if eq . 1}}{{continue}}{{end}}{{if eq . 3}}{{break}}{{end}}{{.}}"
                + "{{end}}",
            "02"),
        new Case("{{with .Spec}}{{.Name}}{{$.ID}}{{end}}", "webabc"),
        new Case("{{with .Spec.Nope}}x{{else}}y{{end}}", "y"),
        new Case("{{$x := .ID}}{{$x = upper $x}}{{$x}}", "ABC"),
        new Case("a {{- .ID -}} b", "aabcb"),
        new Case("a{{/* nothing */}}b", "ab"),
        new Case("{{`raw \\n`}}{{\"tab\\t\"}}", "raw \\ntab\t"),
        new Case("{{and 1 0}}{{or 0 \"x\"}}", "0x"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void printsWhatGoPrints(Case aCase) throws IOException {
    assertThat(Template.parse(aCase.template).execute(JsonReader.parse(SERVICE)))
        .isEqualTo(aCase.text);
  }

  @Test
  void saysWhatItDoesNotUnderstand() {
    assertThatThrownBy(() -> Template.parse("{{.ID"))
        .hasMessage("template: action at 0 is not closed by }}");
    assertThatThrownBy(() -> Template.parse("{{if .ID}}x"))
        .hasMessage("template: {{if}} without {{end}}");
    assertThatThrownBy(() -> Template.parse("x{{end}}"))
        .hasMessage("template: {{end}} without a beginning");
    assertThatThrownBy(() -> Template.parse("{{define \"x\"}}{{end}}"))
        .hasMessage("template: {{define}} is not supported here");
    assertThatThrownBy(() -> Template.parse("{{nope .}}").execute("x"))
        .hasMessage("template: function \"nope\" is not known");
    assertThatThrownBy(() -> Template.parse("{{$y}}").execute("x"))
        .hasMessage("template: undefined variable $y");
    assertThatThrownBy(() -> Template.parse("{{.a.b}}").execute("x"))
        .hasMessage("template: 'x' has no field .a");
  }

  @Test
  void aHeadingIsNotChangedByFunctions() throws IOException {
    Row headings = new Row().with("Name", "NAME");
    assertThat(Template.parse("{{lower .Name}}\t{{truncate .Name 1}}").heading(headings))
        .isEqualTo("NAME\tNAME");
  }
}
