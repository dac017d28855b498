using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage;

/// <summary>A whole study outside of any storage: what <see cref="IStudyStorage.ReadCopy"/> reads and <see cref="IStudyStorage.ImportStudy"/> writes.</summary>
public sealed record StudyCopy
{
    /// <summary>Name of the study, 1 to 512 characters. To import under another name, change it here and in <see cref="Identity"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Which values are better, one entry for each objective.</summary>
    public required IReadOnlyList<StudyDirection> Directions { get; init; }

    /// <summary>What the study was made with; null for a study of another program.</summary>
    public StudyIdentity? Identity { get; init; }

    /// <summary>Attributes: JSON text by name. Default none.</summary>
    public IReadOnlyDictionary<string, string> UserAttributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Optuna's own data of the study: JSON text by name. Default none.</summary>
    public IReadOnlyDictionary<string, string> SystemAttributes { get; init; } = new Dictionary<string, string>();

    /// <summary>The trials, numbered 0, 1, 2 ... Default none.</summary>
    public IReadOnlyList<TrialCopy> Trials { get; init; } = [];
}
