// Encoded assets: images, fonts, notebooks, source maps, vector graphics, certificates.
#include <fmt/format.h>

#include "test/corpus/maker.h"

namespace veto::corpus {
namespace {

std::string css(Maker& maker) {
  std::string text;
  for (int i = 0; i < 60; ++i)
    text += fmt::format(
        ".{}-{}{{color:#{};background:url(\"data:image/png;base64,{}\") no-repeat;margin:0 {}px}}"
        "@media (max-width:{}px){{.{}{{display:none}}}}\n",
        maker.word(), maker.hex(6), maker.hex(6), maker.base64(300 + maker.random.below(900)),
        maker.digits(2), maker.digits(3), maker.word());
  return text;
}

std::string font(Maker& maker) {
  return fmt::format(
      "@font-face{{font-family:\"{}\";src:url(data:font/woff2;charset=utf-8;base64,{}) "
      "format(\"woff2\")}}\n",
      maker.word(), maker.base64(30'000));
}

std::string svg(Maker& maker) {
  std::string text = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 512 512\">\n";
  for (int i = 0; i < 80; ++i) {
    text += fmt::format("<path id=\"{}\" fill=\"#{}\" d=\"M{} {}", maker.word(), maker.hex(6),
                        maker.digits(3), maker.digits(3));
    for (int point = 0; point < 40; ++point)
      text += fmt::format("{}-{}.{} {}.{}", maker.pick({"c", "l", "s", "q", "z m"}),
                          maker.digits(2), maker.digits(3), maker.digits(1), maker.digits(3));
    text += "z\"/>\n";
  }
  return text + "</svg>\n";
}

std::string source_map(Maker& maker) {
  std::string mappings;
  for (int i = 0; i < 6000; ++i)
    mappings +=
        maker.random.characters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
                                4 + maker.random.below(3)) +
        maker.pick({",", ",", ",", ";"});
  return fmt::format("{{\"version\":3,\"sources\":[\"{}.ts\"],\"mappings\":\"{}\"}}\n",
                     maker.word(), mappings);
}

std::string bundle(Maker& maker) {
  std::string text = "!function(e,t){\"use strict\";";
  for (int i = 0; i < 2500; ++i) {
    const std::string name = maker.random.characters("abcdefghijklmnopqrstuvwxyz", 1);
    text += maker.pick({"var ", "", "let ", "return "}) + name +
            maker.pick({"=function(n,r){", ".exports=", "=e.", "(0,n.", ".prototype.", "=>{"}) +
            maker.word() + maker.pick({"}", ",", ";", "(t)", "()", "[" + maker.digits(2) + "]"}) +
            maker.pick({"", "\"" + maker.hex(8) + "\"", ":" + maker.digits(5), "?!0:!1"});
    if (i % 50 == 0) text += "\"./" + maker.word() + ".js\":\"" + maker.base64(15) + "\",";
  }
  return text + "}(this);\n//# sourceMappingURL=" + maker.word() + ".js.map\n";
}

std::string notebook(Maker& maker) {
  std::string text = "{\"cells\": [\n";
  for (int i = 0; i < 10; ++i)
    text += fmt::format(
        "{{\"cell_type\": \"code\", \"id\": \"{}\", \"outputs\": [{{\"data\": {{\"image/png\": "
        "\"{}\\n\", \"text/plain\": [\"<Figure size 640x480>\"]}}}}]}},\n",
        maker.hex(8), maker.base64(5000));
  return text + "]}\n";
}

std::string certificates(Maker& maker) {
  std::string text;
  for (int i = 0; i < 8; ++i)
    text += fmt::format("# {}\n{}\n{}\n", maker.sentence(4), maker.expand("{pem:certificate}"),
                        maker.expand("{pem:public}"));
  return text;
}

std::string public_keys(Maker& maker) {
  std::string text;
  for (int i = 0; i < 40; ++i) {
    text += fmt::format("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{} {}@{}\n", maker.base64(32),
                        maker.word(), maker.word());
    text += fmt::format("{}.example.org ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ{}\n", maker.word(),
                        maker.base64(384));
    text += fmt::format("|1|{}|{} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{}\n", maker.base64(20),
                        maker.base64(20), maker.base64(32));
  }
  return text;
}

std::string signature(Maker& maker) {
  std::string text = "-----BEGIN PGP SIGNATURE-----\n\n";
  for (int line = 0; line < 12; ++line) text += maker.base64(48) + "\n";
  return text + "=" + maker.base64(3) + "\n-----END PGP SIGNATURE-----\n";
}

}  // namespace

void add_assets(Maker& maker) {
  maker.add("site.css", css(maker));
  maker.add("font.css", font(maker));
  maker.add("icons.svg", svg(maker));
  maker.add("bundle.js.map", source_map(maker));
  maker.add("bundle.js", bundle(maker));
  maker.add("plots.ipynb", notebook(maker));
  maker.add("ca-bundle.pem", certificates(maker));
  maker.add("authorized_keys", public_keys(maker));
  maker.add("release.asc", signature(maker));
}

}  // namespace veto::corpus
