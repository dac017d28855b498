using Hms.Signal.Images;
using static Hms.Benchmarks.Peers.PeerSignals;

namespace Hms.Benchmarks.Peers;

/// <summary>Images beside torch and torchvision.</summary>
internal static class ImagePeers
{
    // Both sides mix float pixels with float weights; each has a few roundings of 6e-8.
    private const double FloatTolerance = 1e-5;
    private const int Side = 512;

    public static IEnumerable<PeerCase> Cases()
    {
        yield return Resize("resize", "images.interpolate", "torch.nn.functional.interpolate", 1, 516, 448, ResizeFiltering.Sample);
        yield return Resize("resize-tiles", "images.interpolate", "torch.nn.functional.interpolate", 4, 129, 448, ResizeFiltering.Sample);
        yield return Resize("resize-antialias", "images.torchvision", "torchvision.transforms.functional.resize", 1, 1200, 900, ResizeFiltering.Antialias);
    }

    private static PeerCase Resize(string name, string peer, string function, int channels, int height, int width, ResizeFiltering filtering)
    {
        var image = Eeg(channels, height * width);
        var (rowTaps, columnTaps) = (Taps(height), Taps(width));
        return new PeerCase(name, peer)
        {
            About = $"bilinear, {(filtering == ResizeFiltering.Antialias ? "antialiased" : "two neighbours an axis")}, {channels} x {height} x {width} to {Side} x {Side}, float32; {function}",
            Tolerance = FloatTolerance,
            Inputs = [new PeerArray(image, channels, height, width)],
            Parameters = new { height = Side, width = Side, antialias = filtering == ResizeFiltering.Antialias },
            Work = new PeerWork(2.0 * channels * Side * (rowTaps * width + columnTaps * Side), sizeof(float) * (double)channels * (height * width + Side * Side)),
            Prepare = () =>
            {
                var resize = new BilinearResize(height, width, Side, Side, filtering);
                var resized = new float[channels * Side * Side];
                return new PeerKernel(() => resize.Apply(image, resized), resized);
            },
        };

        double Taps(int length) => filtering == ResizeFiltering.Antialias ? Math.Max(2, 2.0 * length / Side) : 2;
    }
}
