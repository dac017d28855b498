using System.Globalization;

namespace Hms.Training.Networks;

/// <summary>What may differ between two networks of one name.</summary>
public sealed record NetworkOptions
{
    /// <summary>Share of the features before the classifier that a training step drops, in [0, 1); in eegnet also after the first block. Default 0.</summary>
    public double Dropout { get; init; }

    /// <summary>
    /// Stochastic depth (Huang et al., 2016; timm's drop_path_rate), in [0, 1): the share of rows for which a training step leaves a residual block out. It rises linearly
    /// from 0 at the first block to this (ResNet), or to just below (EfficientNet), at the last, as in timm. Default 0.
    /// </summary>
    public double DropPath { get; init; }

    /// <summary>How the last feature map is summed up over its places. Default: the mean.</summary>
    public GlobalPooling Pooling { get; init; } = GlobalPooling.Average;

    /// <summary>Sizes of eegnet; other networks do not read them.</summary>
    public EegNetOptions EegNet { get; init; } = new();

    /// <summary>All errors; empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>(EegNet.Validate());
        AddShare("Dropout", Dropout, errors);
        AddShare("Drop path", DropPath, errors);
        if (!Enum.IsDefined(Pooling)) { errors.Add($"Pooling {Pooling} is not known; choose one of {string.Join(", ", Enum.GetNames<GlobalPooling>())}."); }
        return errors;
    }

    private static void AddShare(string name, double value, List<string> errors)
    {
        if (!(value is >= 0 and < 1)) { errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {value} must be in [0, 1).")); }
    }
}
