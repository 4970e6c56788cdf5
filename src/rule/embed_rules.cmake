# Writes OUT, a source that holds every rule file under ROOT as text, in order of path.
file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/*.toml)
list(SORT files)
set(body "")
foreach(name IN LISTS files)
  file(READ ${ROOT}/${name} text)
  string(APPEND body "  {\"${name}\", R\"RULES(${text})RULES\"sv},\n")
endforeach()
file(WRITE ${OUT} "#include \"rule/builtin.h\"

namespace dechaff {
namespace {
using namespace std::string_view_literals;
constexpr BuiltinFile kFiles[] = {
${body}};
}  // namespace
std::span<const BuiltinFile> builtin_files() { return kFiles; }
}  // namespace dechaff
")
