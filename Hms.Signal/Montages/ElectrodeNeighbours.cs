namespace Hms.Signal.Montages;

/// <summary>Which electrodes of the 10-20 system lie next to one another.</summary>
/// <remarks>
/// Neighbours are the electrodes within 55 degrees of each other on the sphere fitted to the standard 10-05 positions (Oostenveld and Praamstra 2001, as MNE ships them).
/// Neighbours so defined are 33 to 51 degrees apart and all others 59 degrees or more, so the choice of the limit does not matter. The Golden folder holds the check.
/// </remarks>
public static class ElectrodeNeighbours
{
    private static readonly string[] Table =
    [
        "Fp1: Fp2 F7 F3 Fz", "F7: Fp1 F3 T3", "F3: Fp1 F7 Fz C3", "T3: F7 C3 T5", "C3: F3 T3 Cz P3", "T5: T3 P3 O1", "P3: C3 T5 Pz O1", "O1: T5 P3 Pz O2",
        "Fz: Fp1 Fp2 F3 F4 Cz", "Cz: Fz C3 C4 Pz", "Pz: Cz P3 P4 O1 O2",
        "Fp2: Fp1 F8 F4 Fz", "F8: Fp2 F4 T4", "F4: Fp2 F8 Fz C4", "T4: F8 C4 T6", "C4: F4 T4 Cz P4", "T6: T4 P4 O2", "P4: C4 T6 Pz O2", "O2: T6 P4 Pz O1",
    ];

    /// <summary>For each of the 19 scalp electrodes its 3 to 5 neighbours.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of1020 { get; } = Table
        .Select(line => line.Split(": "))
        .ToDictionary(parts => parts[0], parts => (IReadOnlyList<string>)parts[1].Split(' '), StringComparer.OrdinalIgnoreCase);
}
