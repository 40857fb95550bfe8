#include <stdio.h>
#include <zlib.h>

int main(int count, char **words) {
  unsigned char text[64];
  FILE *file = count > 1 ? fopen(words[1], "r") : NULL;
  if (file == NULL) return 1;
  size_t length = fread(text, 1, sizeof text, file);
  fclose(file);
  printf("%08lx\n", crc32(0, text, length));
  return 0;
}
