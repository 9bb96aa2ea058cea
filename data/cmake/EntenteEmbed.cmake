# entente_embed(<target> <namespace> <root> <file>...)
#
# Compiles files into a target, as bytes. Gives it the function
#   std::span<const entente::graph::EmbeddedFile> <namespace>::EmbeddedFiles();
# (see graph/embedded_file.h), with each file's path below <root>, sorted by path. The assembler reads the files
# (.incbin), so that megabytes of data cost nothing to compile; a changed file is noticed by the build.
function(entente_embed target namespace root)
  set(files ${ARGN})
  list(SORT files)
  set(assembly "    .section .rodata\n")
  set(externs "")
  set(rows "")
  set(index 0)
  foreach(file IN LISTS files)
    file(RELATIVE_PATH name "${root}" "${file}")
    set(symbol "entente_embed_${target}_${index}")
    string(APPEND assembly
           "    .global ${symbol}\n    .global ${symbol}_end\n    .balign 16\n${symbol}:\n"
           "    .incbin \"${file}\"\n${symbol}_end:\n    .byte 0\n")
    string(APPEND externs "extern \"C\" const char ${symbol}[];\nextern \"C\" const char ${symbol}_end[];\n")
    string(APPEND rows
           "      {\"${name}\", std::string_view(${symbol}, ${symbol}_end - ${symbol})},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND assembly "    .section .note.GNU-stack,\"\",%progbits\n")
  set(generated "${CMAKE_CURRENT_BINARY_DIR}/${target}_embedded")
  file(CONFIGURE OUTPUT "${generated}.S" CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT "${generated}.cpp" CONTENT
"#include <vector>

#include \"graph/embedded_file.h\"

${externs}
namespace ${namespace} {
std::span<const entente::graph::EmbeddedFile> EmbeddedFiles() {
  static const std::vector<entente::graph::EmbeddedFile> kFiles = {
${rows}  };
  return kFiles;
}
}  // namespace ${namespace}
" @ONLY)
  set_source_files_properties("${generated}.S" PROPERTIES OBJECT_DEPENDS "${files}")
  target_sources(${target} PRIVATE "${generated}.S" "${generated}.cpp")
endfunction()
