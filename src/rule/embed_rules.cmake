# Writes OUT, a source that holds every rule file under RULES and under PRESETS as text, in order of path.
function(embed folder name)
  file(GLOB_RECURSE files RELATIVE ${folder} ${folder}/*.toml)
  list(SORT files)
  set(body "")
  foreach(file IN LISTS files)
    file(READ ${folder}/${file} text)
    string(APPEND body "  {\"${file}\", R\"RULES(${text})RULES\"sv},\n")
  endforeach()
  file(APPEND ${OUT} "constexpr BuiltinFile ${name}[] = {\n${body}};\n")
endfunction()

file(WRITE ${OUT} "#include \"rule/builtin.h\"

namespace dechaff {
namespace {
using namespace std::string_view_literals;
")
embed(${RULES} kRules)
embed(${PRESETS} kPresets)
file(APPEND ${OUT} "}  // namespace
std::span<const BuiltinFile> builtin_files() { return kRules; }
std::span<const BuiltinFile> preset_files() { return kPresets; }
}  // namespace dechaff
")
