using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage;

/// <summary>Keeps studies and their trials. Every call is one event, on disk (where there is one) when it returns.</summary>
/// <remarks>Safe for several threads. Calls are synchronous: a trial reports from within its training loop. The rules are a contract test that every storage passes.</remarks>
public interface IStudyStorage : IDisposable
{
    /// <summary>Where the studies are, for messages: a file path, or "memory".</summary>
    string Location { get; }

    /// <summary>Makes a study, with the trials that it begins with: all or nothing, so that a study never lacks its first trials, whenever the process dies.</summary>
    /// <param name="identity">What it is made with.</param>
    /// <param name="firstTrials">Decided values of the trials that wait from the start, numbered from 0, as <see cref="EnqueueTrial"/> puts them; null for none.</param>
    /// <exception cref="StudyException">A study of this name exists, or the identity is not sound.</exception>
    Study CreateStudy(StudyIdentity identity, IReadOnlyList<ParameterValues>? firstTrials = null);

    /// <summary>The study of this name; null when there is none.</summary>
    /// <param name="name">Name of the study.</param>
    Study? FindStudy(string name);

    /// <summary>All studies, by key.</summary>
    IReadOnlyList<Study> ReadStudies();

    /// <summary>Gives an identity to a study that another program made, so that a sweep may go on with it.</summary>
    /// <param name="studyId">Key of the study.</param>
    /// <param name="identity">Its identity from now on; name and direction must be the study's own.</param>
    /// <exception cref="StudyException">The study has an identity already, or name or direction differ.</exception>
    Study AdoptStudy(long studyId, StudyIdentity identity);

    /// <summary>Makes the study this process's own until the result is disposed or the process dies, so that two sweeps cannot run one study.</summary>
    /// <param name="studyId">Key of the study.</param>
    /// <exception cref="StudyException">Another sweep is running it, or the storage is open for reading only.</exception>
    IDisposable LockForRun(long studyId);

    /// <summary>Trials of a study, by number.</summary>
    /// <param name="studyId">Key of the study.</param>
    /// <param name="fromNumber">First number wanted.</param>
    IReadOnlyList<Trial> ReadTrials(long studyId, int fromNumber = 0);

    /// <summary>One trial as it stands.</summary>
    /// <param name="trialId">Key of the trial.</param>
    Trial ReadTrial(long trialId);

    /// <summary>Begins a new trial under the next number, if that is the number its parameters were chosen for.</summary>
    /// <param name="studyId">Key of the study.</param>
    /// <param name="number">The number expected; the same as the count of trials so far.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <returns>The running trial; null when another trial has taken the number.</returns>
    Trial? TryStartTrial(long studyId, int number, ParameterValues parameters);

    /// <summary>Puts a trial with some or all parameters decided into the queue, under the next number.</summary>
    /// <param name="studyId">Key of the study.</param>
    /// <param name="fixedParameters">The decided values.</param>
    Trial EnqueueTrial(long studyId, ParameterValues fixedParameters);

    /// <summary>Begins a waiting trial.</summary>
    /// <param name="trialId">Key of the trial.</param>
    /// <param name="parameters">All its parameters.</param>
    /// <returns>The running trial; null when it is no longer waiting.</returns>
    Trial? TryClaimTrial(long trialId, ParameterValues parameters);

    /// <summary>Begins a running trial again, whose process died: same number and parameters, reports and attributes cleared, attempt + 1.</summary>
    /// <param name="trialId">Key of the trial.</param>
    /// <exception cref="StudyException">It is not running.</exception>
    Trial RestartTrial(long trialId);

    /// <summary>Writes a value reported while the trial runs. Any double, NaN and infinities included.</summary>
    /// <param name="lease">The running attempt.</param>
    /// <param name="step">Step, 0 or more, each reported once.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="StudyException">The lease is lost, or the step was reported before.</exception>
    void ReportIntermediate(TrialLease lease, int step, double value);

    /// <summary>Sets an attribute of a running trial.</summary>
    /// <param name="lease">The running attempt.</param>
    /// <param name="key">Name, 1 to 512 characters.</param>
    /// <param name="json">JSON text.</param>
    /// <exception cref="StudyException">The lease is lost.</exception>
    void SetUserAttribute(TrialLease lease, string key, string json);

    /// <summary>Ends a running trial.</summary>
    /// <param name="lease">The running attempt.</param>
    /// <param name="outcome">How it ended.</param>
    /// <exception cref="StudyException">The lease is lost.</exception>
    Trial FinishTrial(TrialLease lease, TrialOutcome outcome);

    /// <summary>Attributes of a study: JSON text by name.</summary>
    /// <param name="studyId">Key of the study.</param>
    IReadOnlyDictionary<string, string> ReadStudyAttributes(long studyId);

    /// <summary>Sets an attribute of a study.</summary>
    /// <param name="studyId">Key of the study.</param>
    /// <param name="key">Name, 1 to 512 characters.</param>
    /// <param name="json">JSON text.</param>
    void SetStudyAttribute(long studyId, string key, string json);
}
