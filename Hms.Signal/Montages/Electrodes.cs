namespace Hms.Signal.Montages;

/// <summary>Names of the electrodes in the order of the HMS files.</summary>
public static class Electrodes
{
    /// <summary>The 20 columns of an HMS EEG file: 19 electrodes of the 10-20 system (older names T3, T4, T5, T6) and the EKG.</summary>
    public static IReadOnlyList<string> HmsOrder { get; } =
    [
        "Fp1", "F3", "C3", "P3", "F7", "T3", "T5", "O1", "Fz", "Cz", "Pz",
        "Fp2", "F4", "C4", "P4", "F8", "T4", "T6", "O2", "EKG",
    ];
}
