using Hms.Data;
using Hms.Data.Edf;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Robustness;

public sealed class EdfFuzzTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("edf")]
    [InlineData("bdf")]
    public void Open_DamagedFile_ReadsOrSaysWhatIsWrong(string extension)
    {
        var seeds = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden", "edf"), "*." + extension, SearchOption.AllDirectories).Order().Select(File.ReadAllBytes).Where(Opens).ToList();
        Assert.NotEmpty(seeds);
        new FuzzRun(extension.ToUpperInvariant(), isText: false, typeof(HmsDataException)).Run(seeds, FuzzRun.Mutations(10_000), Read);
        new FuzzRun($"text in {extension}", isText: true, typeof(HmsDataException)).Run(seeds, FuzzRun.Mutations(10_000) / 5, Read); // its header is text
        foreach (var seed in seeds) { new FuzzRun("truncated " + extension, isText: false, typeof(HmsDataException)).RunEach(FuzzRun.Truncations(seed, 256), Read); }
    }

    /// <summary>Some of the golden files are refused as they are.</summary>
    private bool Opens(byte[] bytes)
    {
        try
        {
            Read(bytes);
            return true;
        }
        catch (HmsDataException) { return false; }
    }

    private void Read(byte[] bytes)
    {
        const int SamplesRead = 4096;
        File.WriteAllBytes(_folder["x.edf"], bytes);
        using var file = EdfFile.Open(_folder["x.edf"]);
        var values = new float[SamplesRead];
        for (var signal = 0; signal < file.Signals.Count; signal++)
        {
            var count = (int)Math.Min(SamplesRead, file.Signals[signal].SampleCount);
            if (count < 0) { throw new InvalidOperationException($"signal {signal} has {count} samples."); }
            file.ReadSignal(signal, file.Signals[signal].SampleCount - count, values.AsSpan(0, count));
        }
        if (!double.IsFinite(file.DurationSeconds) || file.DurationSeconds < 0) { throw new InvalidOperationException($"The file lasts {file.DurationSeconds} s."); }
    }
}
