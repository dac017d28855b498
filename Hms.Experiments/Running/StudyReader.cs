using Hms.Experiments.Commands.Studies;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Running;

/// <summary>Reads the study of a run's folder without changing it.</summary>
internal static class StudyReader
{
    /// <summary>The study that a run's record names, and its trials.</summary>
    /// <exception cref="UserErrorException">The folder has no study.</exception>
    public static (Study Study, IReadOnlyList<Trial> Trials) Read(RunFolder run, string name)
    {
        using var store = OpenStore.Read(run.Path);
        var study = store.Storage.FindStudy(name) ?? throw new UserErrorException($"{run.Study} has no study \"{name}\"; it holds {string.Join(", ", store.Storage.ReadStudies().Select(s => s.Name))}.");
        return (study, store.Storage.ReadTrials(study.Id));
    }
}
