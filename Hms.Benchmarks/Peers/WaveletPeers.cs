using Hms.Signal.Wavelets;
using static Hms.Benchmarks.Peers.PeerSignals;

namespace Hms.Benchmarks.Peers;

/// <summary>Wavelets beside PyWavelets.</summary>
internal static class WaveletPeers
{
    private const int LevelsSum = 2; // All levels together have twice the samples of the first.

    // Both sides start from float samples; the peer's float32 sums over nine levels carry 1e-6.
    private const double FloatTolerance = 1e-5;

    // The peer in double; we round once to float.
    private const double DoubleTolerance = 1e-7;

    public static IEnumerable<PeerCase> Cases()
    {
        var eeg = Eeg(Channels);
        var transform = new WaveletTransform(Wavelet.Named("db8"), Samples);
        // Every sample of a level meets each of its 16 taps once on the way forth and once on the way back; a multiply-add counts 2.
        var filters = 2.0 * LevelsSum * eeg.Length * 2 * transform.Wavelet.FilterLength;
        var work = new PeerWork(filters, 2.0 * sizeof(float) * eeg.Length, FlopPrecision.Double);
        yield return Denoising("denoise-db8", "float32, all channels in one call", "wavelets.denoise", FloatTolerance);
        yield return Denoising("denoise-db8-float64", "float64, all channels in one call", "wavelets.denoise64", DoubleTolerance);
        yield return Denoising("denoise-db8-channels", "float32, channel by channel with pywt.threshold", "wavelets.denoise_channels", FloatTolerance);

        PeerCase Denoising(string name, string how, string peer, double tolerance) => new(name, peer)
        {
            About = $"db8, full depth, hard universal threshold, 20 x 10,000, float32 in (ours computes in double); pywt.wavedec, waverec in {how}",
            Goal = 2,
            Tolerance = tolerance,
            Inputs = [new PeerArray(eeg, Channels, Samples)],
            Parameters = new { wavelet = "db8" },
            Work = work,
            Prepare = () =>
            {
                var denoiser = new WaveletDenoiser(transform);
                var output = new float[eeg.Length];
                return new PeerKernel(() =>
                {
                    for (var c = 0; c < Channels; c++) { denoiser.Denoise(eeg.AsSpan(c * Samples, Samples), output.AsSpan(c * Samples, Samples)); }
                }, output);
            },
        };
    }
}
