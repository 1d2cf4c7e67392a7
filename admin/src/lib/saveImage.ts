/**
 * Saves a picture of another site as PNG. That needs the site's leave (CORS);
 * without it the picture opens in a tab of its own, to be saved by hand.
 */
export async function saveImage(url: string, fileName: string): Promise<'saved' | 'opened'> {
  const blob = await drawn(url).catch(() => undefined);
  if (!blob) {
    window.open(url, '_blank', 'noopener');
    return 'opened';
  }
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
  return 'saved';
}

async function drawn(url: string): Promise<Blob> {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = url;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('empty'))), 'image/png'));
}
