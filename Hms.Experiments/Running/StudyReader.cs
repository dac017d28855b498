using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Running;

/// <summary>Reads the study of a run's folder without changing it.</summary>
internal static class StudyReader
{
    /// <summary>The study that a run's record names, and its trials.</summary>
    /// <exception cref="UserErrorException">The folder has no study.</exception>
    public static (Study Study, IReadOnlyList<Trial> Trials) Read(RunFolder run, string name)
    {
        if (!File.Exists(run.Study)) { throw new UserErrorException($"{run.Path} has no study.db; hms sweep makes one."); }
        using var storage = SqliteStudyStorage.Open(run.Study, StudyFileMode.Read);
        var study = storage.FindStudy(name) ?? throw new UserErrorException($"{run.Study} has no study \"{name}\"; it holds {string.Join(", ", storage.ReadStudies().Select(s => s.Name))}.");
        return (study, storage.ReadTrials(study.Id));
    }
}
