### Что бот говорит о себе. Спокойно, коротко, понятно ребёнку 9-11 лет.

disclaimer = <i>Я подсказываю первую помощь при мышечных судорогах. Я не врач и не называю болезней.</i>
not-understood =
    Я не понял. Нажмите кнопку или напишите, например: <i>свело икру, разбудило ночью</i>.
    Кто-то в опасности? Звоните: { $number }.
not-text = Я умею читать только текст. Нажмите кнопку или напишите в нескольких словах, что случилось.
not-private = Я помогаю только в личной переписке. Нажмите на моё имя и напишите мне там.
unknown-command = Я не знаю такой команды. /help покажет, что я умею.
stale-button = Это кнопка из старого сообщения. Мы сейчас вот здесь.
script-changed = Мои подсказки только что улучшили, поэтому начнём сначала. Простите за лишнее нажатие.
something-broke =
    У меня что-то сломалось. Пожалуйста, отправьте это ещё раз.
    Кто-то в опасности? Звоните: { $number }.
too-fast =
    Слишком много сообщений сразу. Подождите, пожалуйста, десять секунд и напишите ещё раз.
    Кто-то в опасности? Звоните: { $number }.
stopped = Я остановился. Напишите мне в любое время или отправьте /cramp, и я снова помогу.
number-unknown = 112 в России, Европе и с большинства мобильных, 911 в Северной Америке

ticked = ✅ { $label }
ticked-done = Готово
ticked-none = Ничего из этого
which-place = Где именно?
which-first = С чего начнём? Нажмите, где хуже всего. Остальное потом.

# Источники
why-nothing = На этом экране нет советов, поэтому и источников нет.
source-entry =
    <b>{ $position }.</b> { $reference }
    <i>{ $finding }</i>
    Можно ли на это положиться: { $certainty }.
    { $link }
source-superseded = Вышло более новое издание: номер { $position }.
source-used = <b>На этом основано:</b> { $advice }.
source-unused = Ни один мой совет на этом не основан.
advice-about = { $advice } ({ $subjects })
line-evidence = <i>Источники: { $sources } в /sources</i>
certainty-high = да
certainty-moderate = скорее всего, да
certainty-low = не вполне, может оказаться не так
certainty-very-low = пока нет, это очень неточно

# История
history-empty = Здесь пока ничего нет. Следующую судорогу я запишу.
history-line = • { $when }: { $what }
reminder-sent = Напоминание перед сном
reminder-skipped = Напоминание пропущено: я был выключен
reminder-done = Растяжка перед сном сделана
reminder-not-tonight = В этот вечер без растяжки

# Напоминание
reminder-line = <b>Каждый вечер в { $time }</b>, часовой пояс { $zone }.
reminder-none = Сейчас напоминания нет.
reminder-not-a-time = Я не понял, какое это время. Напишите так: <i>22:30</i>.
reminder-switched-off = Вечернее напоминание выключено. /remind включит его снова.
reminder-done-thanks = Отлично. Спокойной ночи.
reminder-not-tonight-answer = Хорошо, сегодня не надо. Спокойной ночи.
reminder-later-answer = Хорошо. Напомню ещё раз через полчаса.

# Постоянные кнопки
nav-emergency = 🚨 Экстренно
nav-back = Назад
nav-restart = Начать заново

# Меню
command-start = Начать
command-cramp = Свело мышцу
command-emergency = Номер скорой и первые шаги
command-stretch = Показать растяжку
command-remind = Напоминание о растяжке перед сном
command-history = Мои судороги
command-sources = На чём основаны советы
command-myths = Что не помогает и почему
command-language = Язык · Language · Idioma
command-help = Что я умею
command-privacy = Что я о вас храню
command-export = Всё, что вы храните, файлами
command-forget = Удалить всё обо мне
command-cancel = Остановить разговор
