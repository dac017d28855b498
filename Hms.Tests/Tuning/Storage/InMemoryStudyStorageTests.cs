using Hms.Tuning.Storage;

namespace Hms.Tests.Tuning.Storage;

public sealed class InMemoryStudyStorageTests : StudyStorageContract
{
    protected override IStudyStorage Open() => new InMemoryStudyStorage(Time);

    private protected override IStudyStorage Reopen(Action<IStudyStorage> refill)
    {
        var storage = Open();
        refill(storage);
        return storage;
    }
}
