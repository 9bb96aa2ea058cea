# Completion of entente for bash. The program itself says what fits.
_entente() {
  local current=${COMP_WORDS[COMP_CWORD]} quote='' line word
  local -a words=("${COMP_WORDS[@]:1:COMP_CWORD}") lines
  case $current in
    [\"\']*) quote=${current:0:1} current=${current:1} ;;
  esac
  # Quoted words reach the program as it would get them.
  local i
  for i in "${!words[@]}"; do
    word=${words[i]}
    case $word in
      \"*\") word=${word:1:${#word}-2} ;;
      \'*\') word=${word:1:${#word}-2} ;;
      [\"\']*) word=${word:1} ;;
      *) word=${word//\\/} ;;
    esac
    words[i]=${word/#\~\//$HOME/}
  done
  mapfile -t lines < <("${COMP_WORDS[0]/#\~\//$HOME/}" __complete "${words[@]}" 2>/dev/null)
  [ "$current" = = ] && current=''
  COMPREPLY=()
  for line in "${lines[@]:1}"; do
    word=${line%%$'\t'*}
    if [ -z "$quote" ]; then printf -v word '%q' "$word"; fi
    COMPREPLY+=("$word")
  done
  case ${lines[0]} in
    graphs)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -X '!*.entente' -- "$current"; compgen -d -- "$current")
      [ ${#COMPREPLY[@]} -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- "$current")
      ;;
    files) compopt -o filenames 2>/dev/null; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current") ;;
    folders) compopt -o filenames 2>/dev/null; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$current") ;;
  esac
}
complete -F _entente entente
