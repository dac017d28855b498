using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Wavelet denoising of every channel: details below sigma sqrt(2 ln n) are taken as noise.</summary>
[Description("Wavelet denoising of every channel: details below sigma sqrt(2 ln n) are taken as noise.")]
[Key("denoise")]
public sealed record DenoiseStep : ColumnStepSettings
{
    /// <summary>Name of the wavelet.</summary>
    [Description("Name of the wavelet.")]
    [KnownNames(
        "haar", "db1", "db2", "db3", "db4", "db5", "db6", "db7", "db8", "db9", "db10", "db11", "db12", "db13", "db14", "db15", "db16", "db17", "db18",
        "db19", "db20", "sym2", "sym3", "sym4", "sym5", "sym6", "sym7", "sym8", "sym9", "sym10", "sym11", "sym12", "sym13", "sym14", "sym15", "sym16",
        "sym17", "sym18", "sym19", "sym20", "coif1", "coif2", "coif3", "coif4", "coif5", "coif6", "coif7", "coif8", "coif9", "coif10", "coif11",
        "coif12", "coif13", "coif14", "coif15", "coif16", "coif17")]
    public string Wavelet { get; init; } = "db8";

    /// <summary>What happens to details: those below the threshold go (hard), or all shrink by it (soft).</summary>
    [Description("What happens to details: those below the threshold go (hard), or all shrink by it (soft).")]
    public DenoiseThreshold Threshold { get; init; } = DenoiseThreshold.Hard;

    /// <summary>How sigma is found from the finest details.</summary>
    [Description("How sigma is found from the finest details.")]
    public DenoiseNoise Noise { get; init; } = DenoiseNoise.Mean;

    /// <summary>How a signal goes on beyond its ends.</summary>
    [Description("How a signal goes on beyond its ends.")]
    public DenoiseMode Mode { get; init; } = DenoiseMode.Periodization;

    /// <summary>Levels of decomposition; not set: the deepest that makes sense, floor(log2(samples / (filter length - 1))).</summary>
    [Description("Levels of decomposition; not set: the deepest that makes sense, floor(log2(samples / (filter length - 1))).")]
    [Limits(AtLeast = 1, AtMost = 30)]
    public int? Level { get; init; }

    /// <inheritdoc />
    public override bool IsCostly => true;
}
