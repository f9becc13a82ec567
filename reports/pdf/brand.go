package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"strconv"
	"strings"

	"isoscan/internal/assessment"
)

// brand is how an engagement makes a report look: its colour and its picture.
type brand struct {
	accent color
	// logo is a PNG that the PDF library reads: eight bits, not interlaced, no
	// transparency; empty when there is none.
	logo []byte
	// wide and high are its size in pixels.
	wide, high int
}

// mostPixels bounds a logo: more is no logo, and would make every report large.
const mostPixels = 4 << 20

// newBrand reads an engagement; nil is the plain look. The errors say what is
// wrong with the picture, the colour or the period, and what would be right.
func newBrand(e *assessment.Engagement) (brand, error) {
	b := brand{accent: navy}
	if e == nil {
		return b, nil
	}
	if e.Accent != "" {
		c, err := parseColor(e.Accent)
		if err != nil {
			return b, err
		}
		if readable(c) {
			b.accent = c
		}
	}
	if len(e.Logo) == 0 {
		return b, nil
	}
	picture, err := decodeLogo(e.Logo, e.LogoType)
	if err != nil {
		return b, fmt.Errorf("the logo of the engagement is no usable picture: %w", err)
	}
	b.wide, b.high = picture.Bounds().Dx(), picture.Bounds().Dy()
	var out bytes.Buffer
	if err := png.Encode(&out, onWhite(picture)); err != nil {
		return b, fmt.Errorf("the logo of the engagement: %w", err)
	}
	b.logo = out.Bytes()
	return b, nil
}

// parseColor reads "#rrggbb".
func parseColor(s string) (color, error) {
	digits, found := strings.CutPrefix(s, "#")
	n, err := strconv.ParseUint(digits, 16, 32)
	if !found || len(digits) != 6 || err != nil {
		return color{}, fmt.Errorf("accent colour %q: write it as #rrggbb, such as #1f3a5f", s)
	}
	return color{int(n >> 16), int(n >> 8 & 0xFF), int(n & 0xFF)}, nil
}

func decodeLogo(data []byte, kind string) (image.Image, error) {
	decode, size := png.Decode, png.DecodeConfig
	switch kind {
	case "png":
	case "jpeg":
		decode, size = jpeg.Decode, jpeg.DecodeConfig
	default:
		return nil, fmt.Errorf("type %q: there are png and jpeg", kind)
	}
	c, err := size(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("reading it as %s: %w", kind, err)
	}
	if c.Width < 1 || c.Height < 1 {
		return nil, errors.New("it is empty")
	}
	if c.Width > mostPixels/c.Height {
		return nil, fmt.Errorf("it is %d by %d pixels: use one of at most %d million", c.Width, c.Height, mostPixels>>20)
	}
	picture, err := decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("reading it as %s: %w", kind, err)
	}
	return picture, nil
}

// onWhite draws a picture as it looks on paper.
func onWhite(picture image.Image) image.Image {
	at := picture.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, at.Dx(), at.Dy()))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), picture, at.Min, draw.Over)
	return out
}
