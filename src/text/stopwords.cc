// Function words of the languages that write spaces. One set for all of them: telling languages apart
// first would be a second thing to get wrong, and a foreign word's chance of being in the set is small.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string>
#include <vector>

#include "text/ascii.h"
#include "text/fold.h"
#include "text/words.h"

namespace dechaff {
namespace {

constexpr std::string_view kStopwords[] = {
    // English
    "the of and to a in that is was for it with as on be at by this have from or had not are but his they "
    "she he which "
    "you were we their has been an there will would who one all her can more if its about so when out up "
    "what than into "
    "them no some could only other then do any my now such like our over also me after did many most your "
    "how because "
    "him these those where while during before between under against through said just being i am may should "
    "i'm it's",
    // German
    "der die das und ist in den von zu mit sich des auf fur im dem nicht ein eine als auch es an werden aus "
    "er hat dass "
    "sie nach wird bei einer um am sind noch wie einem uber einen so zum haben nur oder aber vor zur bis "
    "mehr durch man "
    "sein wurde wenn was ihre seine ich wir ihr sei vom kann gegen schon habe unter dann worden war hatte "
    "diese dieser",
    // French
    "le la les de des du un une et a est en que qui dans pour ce il elle au aux par sur pas plus ne se sont "
    "avec son sa "
    "ses mais comme ou ont ete leur ils cette on nous vous je tout fait etre aussi bien sans deux meme ces "
    "entre apres "
    "y d l s n c qu j avait etait",
    // Spanish
    "el la los las de del y que en un una es se no por con para su al lo como mas o pero sus le ha sido este "
    "esta son "
    "entre cuando muy sin sobre tambien hasta hay donde quien desde todo nos durante ya fue han ser porque "
    "si esto",
    // Portuguese
    "o os as da do das dos em no na nos nas um uma e ou que com para por se nao mais foi ao aos pelo pela "
    "seu sua ele "
    "ela eles sao tem ser esta como mas isso ja entre depois sobre quando muito",
    // Italian
    "il lo gli di da dal della dei delle nel nella un uno una e che non si con per su piu sono ha come anche "
    "al alla i "
    "ma suo sua loro questo questa stato dopo tra fra dopo cui era",
    // Dutch
    "de het een en van in is dat op te zijn voor met die niet aan er om ook als dan maar bij uit nog naar "
    "heeft hij ze "
    "wordt worden door over was werd hebben had deze dit kan zich of tot meer al wel je wij ik geen",
    // Polish
    "i w z na do nie sie ze to jest o jak a po co tak za od przez dla ale byl byla sa przy juz tym tego jego "
    "jej ich "
    "ktory ktora ktore oraz tylko moze bedzie czy jako gdy tej nad pod",
    // Czech
    "a se v na je ze to s z do i o k ve by pro za jako byl podle po ktery ktere jsou ale tak nebo az jeho uz "
    "která kteří také však jejich jen bude bylo byla být má není při před mezi co když tento tím její ještě "
    "už aby od",
    // Russian
    "и в не на я быть он с что а по это она этот к но они мы как из у который то за свои весь год от так о "
    "для ты же "
    "все тот мочь вы его при было был были их ее до или бы если уже также еще только после чтобы когда этого",
    // Ukrainian
    "і в не на я що з у та до як а за це про для від по він але було його які й зі із також який яка щоб "
    "після під час ми ви вони вона їх її були був буде якщо або ще вже між тому цього так чи того лише",
    // Greek
    "και το να του η της με που την από για τα είναι των σε ο οι στο θα τη στην τον τους δεν τις ένα μια ότι "
    "στη από στον "
    "ή ως αυτό αυτή αλλά έχει έχουν είχε ήταν μας όπως πιο κατά μετά προς ενώ όταν αν στις στους αυτά αυτό "
    "μπορεί πως",
    // Arabic
    "في من على إلى أن عن مع هذا هذه التي الذي ما لا كان كانت قد بعد قبل بين كما أو ثم حيث إن لم لن كل غير هو "
    "هي وقد",
    // Hindi
    "के का की है में से को और पर ने कि यह हैं एक भी नहीं इस तो ही कर था हो वह थे थी लिए गया अपने साथ जो बाद कहा उन्होंने "
    "रहा",
    // Turkish
    "ve bir bu da de icin ile olarak cok daha olan gibi kadar sonra ancak en ne o ise ya ama değil var her "
    "diye göre bunu buna bunun onun kendi veya hem çünkü tüm önce tarafından üzere karşı ki mi şu bile "
    "oldu olduğu olduğunu dedi etti eden ettiği",
    // Scandinavian languages
    "og i at er en et det som pa for med av til den har de ikke om var et fra men han ett av och att ar inte "
    "sig jeg jag vi hun hon kan skal vil ved efter etter över over eller også når när där der nu mot hade "
    "ble blev blir bliver kommer skulle sin sitt seg denne dette denna detta mer mere upp under vid man",
    // Finnish
    "ja on ei se että oli hän ovat mutta kun myös joka jotka jossa sekä niin kuin mukaan sen tai hänen ole "
    "olla ollut jo vain jos mitä siitä tämä tämän vielä nyt noin sitä voi kanssa jälkeen ne eivät heidän",
    // Persian
    "و در به از که این را با است برای آن یک تا شد بر خود هم نیز اما بود شده ها های می یا اگر هر ما او آنها "
    "باید کرد کرده دارد شود می‌شود ولی چه پس دیگر همه وی بین "
    "هستند "
    "نیست "
    "روی "
    "همین "
    "بوده "
    "کند",
    // Hebrew
    "של את על לא הוא היא גם אל כי זה זו עם כל או אם אבל בין אך היה הייתה היו רק יותר לאחר כדי אני הם הן "
    "אותו אשר עד מה אין יש לפי כמו אנחנו כך עוד אחרי שלא לו לה שלו שלה ידי",
    // Bengali
    "এবং ও এই যে করে করা হয় হয়েছে থেকে জন্য তার তাঁর তিনি সঙ্গে সাথে এ না কিন্তু বলে বলেন হবে আছে একটি এক ছিল এর "
    "পর করেন করেছে করতে তারা আর মধ্যে নিয়ে কি যা সেই তবে দিয়ে",
    // Indonesian and Malay
    "yang dan di dari untuk dengan pada ini itu akan tidak dalam adalah ke oleh juga karena bahwa tersebut "
    "saat telah sebagai bisa ada kata para mereka lebih dapat sudah atau hingga menjadi kami saya dia namun "
    "seperti setelah belum masih harus antara kepada agar",
    // Vietnamese
    "và của là có được cho các trong những một không với đã này khi người để từ đến cũng về ra ở vào sẽ "
    "đang tại như theo nhưng trên sau trước rằng nhiều hơn bị đó mà nên vì còn phải nếu",
    // Korean, of whose function words only these stand alone
    "그 이 저 것 수 등 및 또 또는 또한 그리고 하지만 그러나 따라서 있다 없다 있는 없는 했다 한다 하는 한 할 "
    "위해 위한 대한 대해 따라 "
    "통해 함께 가장 더 이번 지난 때문에 것으로 것이 것은 것을 이라고 때 중 후 전 두 다른 이런 그런 것이다 "
    "된다 됐다 되는 있다고 있다며",
};

// The first eight bytes of a word, zeros behind a shorter one.
uint64_t head_of(std::string_view word) {
  uint64_t head = 0;
  std::memcpy(&head, word.data(), std::min(word.size(), sizeof head));
  return head;
}

bool is_ascii(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Words of ASCII have a key of eight bytes: the word, or the complement of how a longer one begins. The keys
// are in buckets of four, which are compared without a branch. Words that no key tells are in a hash table of
// strings.
class Stopwords {
 public:
  Stopwords() : others_(size_t{1} << kSlotBits) {
    std::vector<uint64_t> keys;
    for (std::string_view list : kStopwords) {
      for_each_word(fold(list), [&](std::string_view word) {
        if (is_ascii(word)) keys.push_back(key_of(word.size(), head_of(word)));
        if (!is_ascii(word) || word.size() > kHead) others_[slot_of(word)] = word;
      });
    }
    while (!fill_buckets(keys)) multiplier_ += 2;
  }

  bool has(std::string_view word) const {
    if (word.empty() || word.back() == '\0') return false;
    return is_ascii(word) ? has_ascii(word, head_of(word)) : others_[slot_of(word)] == word;
  }

  // A word of ASCII, of which the eight bytes from its begin on are given, too.
  bool has_ascii(std::string_view word, uint64_t head) const {
    uint64_t key = key_of(word.size(), head);
    const Bucket& bucket = buckets_[bucket_of(key)];
    auto is_at = [&](size_t i) { return static_cast<int>(bucket[i] == key); };
    int has = is_at(0) | is_at(1) | is_at(2) | is_at(3);
    return has && (word.size() <= kHead || others_[slot_of(word)] == word);
  }

 private:
  using Bucket = std::array<uint64_t, 4>;
  static constexpr int kBucketBits = 10, kSlotBits = 11;
  static constexpr size_t kHead = sizeof(uint64_t);

  static uint64_t key_of(size_t size, uint64_t head) {
    return size > kHead ? ~head : head & ~uint64_t{0} >> (64 - 8 * size);
  }

  size_t bucket_of(uint64_t key) const { return key * multiplier_ >> (64 - kBucketBits); }

  // Whether no bucket gets more than four keys.
  bool fill_buckets(const std::vector<uint64_t>& keys) {
    buckets_.fill({});
    for (uint64_t key : keys) {
      Bucket& bucket = buckets_[bucket_of(key)];
      auto place = std::find_if(bucket.begin(), bucket.end(), [&](uint64_t k) { return k == 0 || k == key; });
      if (place == bucket.end()) return false;
      *place = key;
    }
    return true;
  }

  // The slot of the word, or the empty one where it belongs.
  size_t slot_of(std::string_view word) const {
    size_t i = (head_of(word) + word.size()) * kMultiplier >> (64 - kSlotBits);
    while (others_[i] != word && !others_[i].empty()) i = (i + 1) % others_.size();
    return i;
  }

  static constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15;
  uint64_t multiplier_ = kMultiplier;
  alignas(32) std::array<Bucket, 1 << kBucketBits> buckets_;
  std::vector<std::string> others_;
};

const Stopwords& stopwords() {
  static const Stopwords kAll;
  return kAll;
}

// Where the bytes of a block are letters and digits of ASCII, and where they are beyond it.
struct BlockMasks {
  uint64_t alphanumeric = 0, beyond_ascii = 0;

  explicit BlockMasks(const char* block) {
    for (int i = 0; i < 64; i += 16) {
      Bytes16 bytes = load16(block + i);
      alphanumeric |= mask_of(are_alphanumeric(bytes)) << i;
      beyond_ascii |= mask_of(bytes >= 0x80) << i;
    }
  }
};

// Words of ASCII are found by masks of 64 bytes; what touches other characters goes through for_each_word. A
// block begins where a word does, or between words.
[[gnu::always_inline]] inline WordCount count_by_blocks(std::string_view folded, const Stopwords& known) {
  WordCount sum;
  auto add_any = [&](std::string_view run) {
    for_each_word(run, [&](std::string_view word) {
      ++sum.words;
      sum.stopwords += known.has(word);
    });
  };
  constexpr size_t kBlock = 64, kHead = sizeof(uint64_t);
  for (size_t at = 0; at < folded.size();) {
    std::string_view rest = folded.substr(at);
    char padded[kBlock + kHead];
    const char* block = rest.data();
    if (rest.size() < sizeof padded) {
      std::memset(padded, 0, sizeof padded);
      std::memcpy(padded, rest.data(), rest.size());
      block = padded;
    }
    BlockMasks masks(block);
    uint64_t in_run = masks.alphanumeric | masks.beyond_ascii;
    uint64_t begins = in_run & ~(in_run << 1), ends = ~in_run & in_run << 1;
    for (; ends; begins &= begins - 1, ends &= ends - 1) {
      auto begin = static_cast<size_t>(std::countr_zero(begins)),
           end = static_cast<size_t>(std::countr_zero(ends));
      uint64_t bits = (uint64_t{1} << end) - (uint64_t{1} << begin);
      if (masks.beyond_ascii & bits) {
        add_any(rest.substr(begin, end - begin));
        continue;
      }
      ++sum.words;
      uint64_t head;
      std::memcpy(&head, block + begin, kHead);
      sum.stopwords += known.has_ascii({block + begin, end - begin}, head);
    }
    if (!begins) {
      at += kBlock;
    } else if (auto begin = static_cast<size_t>(std::countr_zero(begins)); begin > 0) {
      at += begin;
    } else {  // a run longer than a block
      size_t size = kBlock;
      auto goes_on = [&](char c) {
        return static_cast<unsigned char>(c) >= 0x80 || is_word(char_flags_of_ascii(c));
      };
      while (size < rest.size() && goes_on(rest[size])) ++size;
      add_any(rest.substr(0, size));
      at += size;
    }
  }
  return sum;
}

DECHAFF_AVX2 WordCount count_by_avx2(std::string_view folded, const Stopwords& known) {
  return count_by_blocks(folded, known);
}

WordCount count_by_any(std::string_view folded, const Stopwords& known) {
  return count_by_blocks(folded, known);
}

}  // namespace

bool is_stopword(std::string_view word) {
  return stopwords().has(word);
}

WordCount count_words(std::string_view folded) {
  return has_avx2() ? count_by_avx2(folded, stopwords()) : count_by_any(folded, stopwords());
}

}  // namespace dechaff
