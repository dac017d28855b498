namespace Hms.Training.Networks;

/// <summary>Body(x) + Shortcut(x), then an optional activation. The body's layers are named as if they stood in the block itself, the shortcut's below "downsample", as in timm.</summary>
/// <param name="Body">The main path.</param>
public sealed record ResidualSpec(SequenceSpec Body) : LayerSpec
{
    /// <summary>Name of the shortcut inside the block.</summary>
    public const string ShortcutName = "downsample";

    /// <summary>The side path; null for the identity.</summary>
    public SequenceSpec? Shortcut { get; init; }

    /// <summary>Function after the sum; null for none.</summary>
    public ActivationKind? Activation { get; init; }

    /// <summary>Share of rows for which a training step leaves the body out, in [0, 1); that of the others is scaled by 1 / (1 - DropPath). Nothing in scoring.</summary>
    public double DropPath { get; init; }
}
