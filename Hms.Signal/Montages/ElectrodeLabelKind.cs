namespace Hms.Signal.Montages;

/// <summary>What a channel's label says that it recorded.</summary>
public enum ElectrodeLabelKind
{
    /// <summary>Nothing that the HMS layout knows.</summary>
    Unknown,

    /// <summary>One electrode of the HMS layout, or its EKG, against a reference that all channels may share.</summary>
    Referential,

    /// <summary>The difference of two electrodes of the scalp, for example Fp2-T4: never an electrode of its own.</summary>
    Bipolar,
}
